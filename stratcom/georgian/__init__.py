"""Georgian text: pure functions.

- `folding`: one spelling for every script and case; tidy white space
- `tokens`: words of a text, without hyphenated case endings (NATO-ს)
- `stemming`: search keys, so that any form of a word finds any other (`endings`: the rules;
  `verbs`: verb forms by their verbal noun; `lexicon`: Georgian words that the rules would misread;
  `english`: English words)
- `equivalents`: acronyms and full names that share a key (NATO, ნატო, EU, European Union)
- `searching`: the keys of a text, with compounds and full names; what a query asks for
- `highlight`: the pieces of a text that answer a query, and the passage that answers best
- `romanise`: the national system of 2002 and ASCII slugs
- `latin`: Georgian typed in Latin letters, matched by skeleton
- `spelling`: what a misspelt word was meant to be, of the words in use
- `sorting`: a sort key that puts digits, Georgian, then other scripts
- `dates`: dates worded in Georgian and English (`months`: the names, and names recognised)
- `numerals`: numbers in words, ordinals, figures with the ending of a case
- `legacy`: text typed in AcadNusx-family fonts, detected and decoded (`legacy_table`: the keys)
- `wordlists`: lists of words, in the code or in `data/`
"""

from stratcom.georgian.equivalents import word_keys as keys
from stratcom.georgian.folding import fold, squash
from stratcom.georgian.romanise import slug
from stratcom.georgian.searching import query_groups, same_name, text_keys
from stratcom.georgian.sorting import sort_key

__all__ = ["fold", "keys", "query_groups", "same_name", "slug", "sort_key", "squash", "text_keys"]
