"""What indexing and answering share: records, terms, vectors, the index on disk, search and answers."""
