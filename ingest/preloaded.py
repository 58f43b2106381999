"""What every child process needs, loaded once in the process they are forked from."""

import gc
import os

# Without this, the linear algebra library takes address space for every core of the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from ingest import page_image, page_words, pipeline  # noqa: F401 - what children call.
from ingest.language import language_of
from ingest.rulebook import rulebook
from repository.authority_files import AuthorityError, load_authority

try:
    rulebook(load_authority())
    language_of("The ministers met and agreed on what follows.")
except AuthorityError:
    # The process that reads the data file in earnest says what is wrong with it.
    pass

# A child that collected garbage would otherwise touch, and so copy, all that it shares with the others.
gc.collect()
gc.freeze()
