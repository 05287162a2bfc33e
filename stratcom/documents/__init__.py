"""Texts written as Word documents: Georgian fonts, a language for every run, nothing personal."""
