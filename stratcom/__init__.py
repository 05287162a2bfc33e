"""StratCom: the working tool of a Department of Strategic Communication."""
