"""What an office may change about its own StratCom."""
