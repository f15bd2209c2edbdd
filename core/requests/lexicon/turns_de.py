"""German turns of phrase; the spelling of a row is told in :mod:`..turns`."""

#: {short or misspelt word: what it stands for}
ALIASES: dict[str, str] = {}
#: {name: words and rows, parted by commas}
SETS: dict[str, str] = {}
#: {right: rows that ask for it}
ASKS: dict[str, str] = {}
#: {right: rows of a sentence of which no row of these is believed}
UNLESS: dict[str, str] = {}
#: {right: rows of a sentence that does not ask for it after all}
DENIES: dict[str, str] = {}
#: {right: rows after which the whole mail does not ask for it}
RECANTS: dict[str, str] = {}
#: {right: rights that a sentence does not ask for beside it, where it is read}
HIDES: dict[str, tuple[str, ...]] = {}
