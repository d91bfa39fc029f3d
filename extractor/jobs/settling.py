"""Batches that were perhaps created and not noted, since a submit was cut off: looked for before anything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from extractor import wording
from extractor.jobs.records import Job, Jobs
from extractor.jobs.service import Service

Tell = Callable[[str], None]
"""Says one line to who gave the command."""

_LAG = timedelta(hours=1)
"""How long a server's list may not show yet what was begun; far longer than any was seen to need."""


def settled(job: Job, jobs: Jobs, service: Service, tell: Tell) -> Job | None:
    """Ask the server which batches of a job are there, and note it; None where none is, and the job is gone.

    The batches bear the job's name, so that none is paid for twice. What is not in the list was never created, and its
    requests are free to be submitted again; but only an account that knows the input files proves that, at the address
    the job went to, and a while later. Until then the record stays, and its requests wait.
    """
    if not job.unsettled:
        return job
    found = service.created(job)
    for number in job.unsettled:
        if number in found:
            job = job.with_batch(number, id=found[number])
    doubt = _doubt(job, jobs, service) if job.unsettled else ""
    if not doubt:
        job = job.without(job.unsettled)
    tell(_told(job, doubt))
    if all(batch.state == "unsent" for batch in job.batches):
        jobs.discard(job)
        return None
    jobs.save(job)
    return job


def _doubt(job: Job, jobs: Jobs, service: Service) -> str:
    """Why a batch that is not in the list may be there nevertheless; empty where it was never begun."""
    if service.address != job.address:
        return f"only {job.address} can say: ask without --base-url"
    files = [job.batches[number].file for number in job.unsettled]
    if not all(file and service.knows(file) for file in files):
        return (
            f"{service.address} does not know the input files: set the OPENAI_API_KEY that the job was submitted with, "
            f"or give the job up by removing {jobs.place(job)}"
        )
    if datetime.now(UTC) - job.created < _LAG:
        return "the server's list may lag: ask again an hour after the submit"
    return ""


def _told(job: Job, doubt: str) -> str:
    begun = sum(batch.id is not None for batch in job.batches)
    there = f"of its {wording.counted(len(job.batches), 'input file')} {begun} were begun"
    again = "; submit sends the others again" if any(batch.state == "unsent" for batch in job.batches) else ""
    unknown = f"; of {len(job.unsettled)} it is not known, and {doubt}" if doubt else ""
    return f"Job {job.id} was cut off when it was submitted: {there}{again}{unknown}."
