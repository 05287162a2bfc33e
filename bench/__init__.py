"""How fast StratCom answers, beside bare Flask and beside itself with a hundredth of the events."""
