"""Where messages were used: at events, in the press, in campaigns."""
