"""What every page needs and no feature owns: answers, forms, errors, headers, assets."""
