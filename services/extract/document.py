"""What

All
"""

from
from
from
from

import
from

from
from


@dataclass(frozen=True,
class







@dataclass(frozen=True,
class























@dataclass(frozen=True,
class








@dataclass(frozen=True)
class


















































@dataclass(frozen=True)
class


















@dataclass(frozen=True)
class








@dataclass(frozen=True,
class














@dataclass(frozen=True,
class




















@dataclass(frozen=True,
class















@dataclass(frozen=True,
class














@dataclass(frozen=True,
class














@dataclass(frozen=True)
class







