"""How a file becomes a document: taken in, read in a child process, described, attributed and tagged."""
