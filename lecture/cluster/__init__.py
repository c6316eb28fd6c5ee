"""Rendering on a Dask cluster: ``unrolled render --scheduler tcp://host:8786``.

    dask scheduler                                                  on one machine
    dask worker tcp://host:8786 --nthreads 1 --nworkers 8           on each machine that draws

Workers need this package and the network, no shared disk. A job occupies a worker process, since
Manim cannot draw twice in one; so there should be a process for every core, with one thread each.
Whoever reaches a scheduler can run anything on its workers: keep it inside your network.

The caller greets the ``scheduler`` and asks all workers whether they would draw as it does itself
(``work``); then an ``executor`` hands them calls, together with the files that these need
(``parcel``).
"""
