"""Georgian text: pure functions, standard library only.

- `folding`: one spelling for every script and case; tidy white space
- `tokens`: words of a text, without hyphenated case endings (NATO-ს)
- `stemming`: search keys, so that any form of a word finds any other (`english`: English words;
  `lexicon`: Georgian words that the rules would misread)
- `romanise`: the national system of 2002 and ASCII slugs
- `latin`: Georgian typed in Latin letters, matched by skeleton
- `sorting`: a sort key that puts digits, Georgian, then other scripts
- `dates`: dates worded in Georgian and English (`months`: the names, and names recognised)
- `legacy`: text typed in AcadNusx-family fonts, detected and decoded (`legacy_table`: the keys)
- `highlight`: the pieces of a text that answer a query
- `wordlists`: lists of words, in the code or in `data/`
"""

from stratcom.georgian.folding import fold, squash
from stratcom.georgian.romanise import slug
from stratcom.georgian.sorting import sort_key
from stratcom.georgian.stemming import keys, text_keys

__all__ = ["fold", "keys", "slug", "sort_key", "squash", "text_keys"]
