"""The catalogue of reports: figures computed from what is kept, each as page, CSV, XLSX, DOCX and PDF."""
