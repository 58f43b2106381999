"""Keeping up with what looks alike: fingerprints first, outside of any writing, then the comparing, a few at a time."""

from repository.repository import Repository

_AT_ONCE = 20


def compare_waiting(repository: Repository) -> int:
    """Compare some of the documents that changed since they were compared; answers how many, 0 when all are."""
    with repository.read() as uow:
        if not uow.comparing.stale(1):
            return 0
        # Reading whole texts takes its time, and nobody should wait for the write lock meanwhile.
        files = [file.id for document in uow.comparing.stale(_AT_ONCE) for file in document.files]
        taken = {file_id: uow.comparing.take(file_id) for file_id in uow.comparing.without_fingerprint(files)}
    with repository.write() as uow:
        for file_id, (value, words) in taken.items():
            uow.comparing.keep(file_id, value, words)
        uow.session.flush()
        documents = uow.comparing.stale(_AT_ONCE)
        for document in documents:
            uow.comparing.compare(document)
        uow.commit()
    return len(documents)
