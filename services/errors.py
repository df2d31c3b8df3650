"""Every error of our own.

DatelineError
├── ConfigurationError        a setting is wrong; the message names it and the mend            exit 2
├── BrokerUnavailable         no broker answers                                                exit 3
├── TopicError                a topic is missing or has too few partitions                     exit 4
└── Rejected                  an article can't be processed; becomes a dead letter with `reason`
"""

from schemas.deadletter import Reason


class DatelineError(Exception):
    """Base: its message is one line that says what to do; `exit_code` is the command's."""

    exit_code = 1


class ConfigurationError(DatelineError):
    exit_code = 2


class BrokerUnavailable(DatelineError):
    exit_code = 3


class TopicError(DatelineError):
    exit_code = 4


class Rejected(DatelineError):
    """This record can't be processed, now or ever: its bytes go to the dead letters under `reason`."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
