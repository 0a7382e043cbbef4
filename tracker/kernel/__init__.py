"""The ground of every slice: database, tenancy, texts, time, errors. Knows nothing of requests."""
