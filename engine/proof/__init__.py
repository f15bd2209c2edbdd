from .identifiers import take_down
from .residue import residue
from .stage import Proof
