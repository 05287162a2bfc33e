"""Data to look at StratCom with: real events of the past, sample accounts, bulk for benchmarks."""
