"""Reading a folder of any size, shard by shard, into Parquet.

What stands in the folder of results, and who owns it::

    plan.json           which folder, which settings, which shards        plan
    plan/ID.json        the files of a shard                              plan
    plan/skipped.json   what was found and is no document                 plan
    shards/ID.parquet   the mentions of a shard                           reading
    files/ID.json       what came of each file of a shard                 reading
    files.csv           every file that was found, read or skipped        gathering
    skipped.csv         those that were skipped, and why                  gathering

A shard is named by its content: paths, sizes, times of change, dates of publication and the version of the reader. So
what is there need not be read again, and what has changed has another name. Each file is written beside its place and
renamed, a shard's mentions before its list of files: where the list stands, the shard is done.
"""
