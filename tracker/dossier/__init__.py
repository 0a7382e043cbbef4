"""Two pages on a partner before a meeting: on the screen, as DOCX and as PDF, in Russian or English."""
