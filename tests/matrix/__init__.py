"""Tests of who does what where."""
