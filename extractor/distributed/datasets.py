"""The pipeline as a step of a Ray dataset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from extractor.client import Rates
from extractor.distributed.shared import ray, shared_by_all
from extractor.distributed.worker import Task, Worker
from extractor.errors import SettingError
from extractor.library import settings_of
from extractor.reader import given_day
from extractor.settings import Settings

if TYPE_CHECKING:
    from ray.data import Dataset

_SHARE = 0.5
"""Processors that Ray counts for a worker: all of them for workers would leave none to read and write the rows."""

_BATCH = 4
"""Rows of a batch for each article in flight: few are lost with a worker, and few wait for the slowest."""


def extract_dataset(
    dataset: Dataset,
    *,
    workers: int,
    published: date | str | None = None,
    ray_remote_args: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Dataset:
    """Extract the claims of the articles in a dataset, each worker with several of them in flight.

    Nothing is read before the new dataset is; it is made anew by everything that reads it, so write it or
    ``materialize()`` it. Its rows come in no order.

    Args:
        dataset: A row an article: ``text``, and if wanted ``id``, ``title``, ``published``, ``publisher``, ``byline``,
            ``url``, ``language``. Other columns are passed over. Ids are not compared with each other.
        workers: How many processes read side by side.
        published: Day of publication of the articles that name none.
        ray_remote_args: Where Ray runs a worker, in the words of ``map_batches``: ``num_cpus`` (0.5 unless it is named;
            name it where the cluster grows as needed), ``memory``, ``resources``, ``runtime_env``.
        **settings: As for ``extract``. ``concurrency`` counts for each worker, ``requests_per_minute`` and
            ``tokens_per_minute`` for all together, as do the pauses that a server asks for. The cache is a file of each
            machine. The key is read where the workers run: OPENAI_API_KEY has to be set in their environment.

    Returns:
        For each row one: ``id``, ``result`` (the ``ArticleResult`` as JSON), ``claims`` and ``failed`` (its sentences
        that failed), and ``error``: null, or why there is no result. A worker that dies is started again, and its
        batch read again; an article that ends its process twice is an error.

    Raises:
        SettingError: Ray is not installed, a setting is not usable, or it cannot be kept by several processes.
    """
    task = Task(checked(settings), given_day(published))
    results = mapped(dataset, task, shared_for(task.settings), workers, ray_remote_args)
    results.context.raise_original_map_exception = True  # so that a caller can catch a WrongKey
    return results


def checked(given: Mapping[str, Any]) -> Settings:
    """The settings of a caller's keywords, which several processes can keep.

    Raises:
        SettingError: They cannot, or one is not usable.
    """
    settings = settings_of(given)
    if settings.max_cost is not None:
        raise SettingError(
            "max_cost is kept by one process and cannot be by several: leave it out, and set a limit with the provider."
        )
    return settings


def shared_for(settings: Settings) -> Any:
    """Start what the workers of one run share."""
    return shared_by_all(Rates(settings.requests_per_minute, settings.tokens_per_minute))


def mapped(
    dataset: Dataset, task: Task, shared: Any, workers: int, ray_remote_args: Mapping[str, Any] | None = None
) -> Dataset:
    """The results of a dataset's rows; see ``extract_dataset``.

    Raises:
        SettingError: There is no worker, or not enough processors for so many.
    """
    placed = dict(ray_remote_args or {})
    _refuse_too_many(workers, placed)
    batches = dataset.repartition(target_num_rows_per_block=_BATCH * task.settings.concurrency, strict=True)
    return batches.map_batches(  # by default, Ray Data restarts a worker and repeats its batch without end
        Worker,
        fn_constructor_args=(task, shared),
        batch_size=None,
        batch_format="pyarrow",
        compute=ray().data.ActorPoolStrategy(size=workers),
        **{"num_cpus": _SHARE, **placed},
    )


def _refuse_too_many(workers: int, placed: Mapping[str, Any]) -> None:
    """Refuse what would wait for ever; who names a worker's share (for a cluster that grows) knows what he does."""
    if workers < 1:
        raise SettingError(f"{workers} workers read nothing: name at least 1.")
    processors = ray().cluster_resources().get("CPU", 0.0)
    if "num_cpus" not in placed and workers * _SHARE > processors - 1:
        most = max(int((processors - 1) / _SHARE), 0)
        raise SettingError(
            f"{workers} workers take {workers * _SHARE:g} of the cluster's {processors:g} processors, and reading and "
            f"writing need one: name at most {most} workers, or what Ray counts for each (num_cpus)."
        )
