"""How things are to be called: official names, territories, terms to avoid; advice on any text."""
