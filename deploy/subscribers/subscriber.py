"""A subscriber in plain Python: prints one line for each ASSAULT event, when it is first heard of.

pip install "aiokafka[zstd]"; python subscriber.py [BOOTSTRAP [TOPIC [GROUP]]]
"""

import asyncio
import json
import sys

from aiokafka import AIOKafkaConsumer

DEFAULTS = ["127.0.0.1:9092", "dateline.events.v1", "my-service"]


async def main(bootstrap: str, topic: str, group: str) -> None:
    heard_of = set()  # a service that must survive a restart keeps these ids with its own data
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, group_id=group, auto_offset_reset="earliest")
    async with consumer:
        async for record in consumer:
            event = json.loads(record.value or b"{}")  # no value: an event whose time on the topic is over
            if event.get("type") != "ASSAULT" or event["change"] in ("merged", "retracted"):
                continue
            if event["id"] not in heard_of:  # later revisions, and repeats, have the same id
                heard_of.add(event["id"])
                print(event["summary"], flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(*given, *DEFAULTS[len(given) :]))
