"""Templates of office papers: an administrator's DOCX whose named fields are filled from a record, once."""
