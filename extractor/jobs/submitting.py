"""Hand in what the cache does not hold."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from decimal import Decimal

from extractor import wording
from extractor.cache import Cache
from extractor.client import Budget
from extractor.client.transport import left_out
from extractor.errors import ExtractorError, SettingError
from extractor.jobs.finding import Known, Read, find
from extractor.jobs.records import Batch, Job, Jobs, Reading
from extractor.jobs.service import Service
from extractor.jobs.settling import Tell, settled
from extractor.jobs.spool import Spool
from extractor.settings import GGUF, RULES, is_recording
from extractor.tally import DONE, INCOMPLETE, NOTHING
from extractor.terminal import say


def submit(
    reading: Reading, jobs: Jobs, tell: Tell, *, base_url: str | None, most: Decimal | None, dry_run: bool
) -> int:
    """Hand in the requests of an extraction that the cache does not answer; return the exit code.

    Args:
        reading: What is read, and how.
        jobs: The jobs of the cache.
        tell: Says one line.
        base_url: The server's address; None: as the environment says, else OpenAI.
        most: Most dollars that the requests may cost; None for no limit.
        dry_run: Say what it would cost, and send nothing.

    Raises:
        ExtractorError: Nothing was handed in.
    """
    _refuse_impossible(reading, jobs, most)
    Cache.open(jobs.cache).close()  # an offline run wants it to be there
    with ExitStack() as opened:
        if dry_run:
            spool = opened.enter_context(Spool(reading.model))
            code = _spooled(reading, jobs, spool, most, tell)
            tell("Nothing was sent (--dry-run).")
            return code
        opened.enter_context(jobs.held())
        service = opened.enter_context(Service(reading.model, base_url))
        _settle(jobs, service, tell)
        refused = jobs.refused(service.address, reading.model)
        spool = opened.enter_context(Spool(reading.model, refused))
        code = _spooled(reading, jobs, spool, most, tell)
        if not spool.counts:
            return code
        files = [service.upload(file) for file in spool.files()]  # costs nothing
        job = _job(reading, refused, spool, files, jobs, service)
        return max(code, _send(job, spool, jobs, service, tell))


def _spooled(reading: Reading, jobs: Jobs, spool: Spool, most: Decimal | None, tell: Tell) -> int:
    """Find the requests, and say how many they are; return the exit code so far.

    Raises:
        CostLimit: They could cost more than they may.
    """
    with Known(jobs.waiting()) as known:
        seen = asyncio.run(find(reading, reading.settings(jobs.cache), known, spool.add))
    if not spool.counts:
        tell(_nothing(seen, known, jobs))
        return _code(seen)
    tell(spool.words())
    if known.waiting:
        tell(f"{wording.counted(known.waiting, 'further request')} in a job that is not fetched: not sent again.")
    spool.refuse_above(most)
    return _code(seen)


def _job(
    reading: Reading, refused: frozenset[str], spool: Spool, files: list[str], jobs: Jobs, service: Service
) -> Job:
    settings = reading.settings(jobs.cache)
    return Job.new(
        address=service.address,
        reading=reading.anywhere(),
        adapted=tuple(sorted(refused)),
        left_out={name: getattr(settings, name) for name in sorted(left_out(refused))},
        batches=tuple(Batch(requests=count, file=file) for count, file in zip(spool.counts, files, strict=True)),
    )


def _refuse_impossible(reading: Reading, jobs: Jobs, most: Decimal | None) -> None:
    if reading.model == RULES:
        raise SettingError("The rules engine asks nobody: name a model of OpenAI with --model.")
    if reading.model.startswith(GGUF):
        raise SettingError(f"{reading.model} runs inside the process: read with extractor extract.")
    if is_recording(jobs.cache):
        raise SettingError(f"{jobs.cache} is a recording, which is never written: name a cache file with --cache.")
    Budget(most).admit(reading.model)


def _settle(jobs: Jobs, service: Service, tell: Tell) -> None:
    for job in jobs.all():
        if job.address == service.address:
            settled(job, jobs, service, tell)


def _send(job: Job, spool: Spool, jobs: Jobs, service: Service, tell: Tell) -> int:
    """Write the record first; only then begin what is paid for."""
    count = len(job.batches)
    for number in range(count):
        jobs.note_keys(job, number, spool.keys(number))
    jobs.save(job)
    for number, batch in enumerate(job.batches):
        try:
            made, unsure = service.create(job, number, batch.file or ""), 0
        except ExtractorError as error:
            made, unsure = error, 1
        if isinstance(made, ExtractorError):
            return _stopped(job.without(range(number + unsure, count)), made, jobs, tell)
        job = job.with_batch(number, id=made)
        jobs.save(job)
    requests, files = wording.counted(job.requests, "request"), wording.counted(count, "input file")
    tell(f"Job {job.id}: {requests} in {files} at {job.address}, to be answered within 24 hours.")
    tell("extractor jobs status shows how far they are, extractor jobs fetch brings the answers.")
    return DONE


def _stopped(job: Job, error: ExtractorError, jobs: Jobs, tell: Tell) -> int:
    """Note which batches were not begun; one of which nobody knows is looked for by whatever comes next.

    Raises:
        ExtractorError: None is known to have been begun.
    """
    if job.waits:
        jobs.save(job)
    else:
        jobs.discard(job)
    begun = sum(batch.id is not None for batch in job.batches)
    if not begun:
        raise error
    say(str(error))
    tell(f"Job {job.id}: {begun} of {len(job.batches)} input files are on their way; submit again for the others.")
    return INCOMPLETE


def _nothing(seen: Read, known: Known, jobs: Jobs) -> str:
    if not seen.articles:
        return "Nothing to submit: no article was read."
    if known.waiting:
        return (
            f"Nothing to submit: {wording.counted(known.waiting, 'request')} in a job that is not fetched "
            "(extractor jobs fetch)."
        )
    articles = wording.counted(seen.articles, "article")
    return f"Nothing to submit: all requests of {articles} are answered in {jobs.cache}."


def _code(seen: Read) -> int:
    if not seen.articles:
        return NOTHING
    return INCOMPLETE if seen.unreadable else DONE
