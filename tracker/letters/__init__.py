"""The register of letters in and out: numbers, languages, translations, answers."""
