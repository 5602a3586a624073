"""How editors keep the content: their pages, history, review, and moving packages. It has no tables of its own."""
