"""What the law lets an authority do instead: opportunities whose conditions are tested on the facts of a tender.

The opportunities are data (`rules/opportunities/*.yaml`); this room tests their conditions. Public: `assess`.
"""

from upplint.tender.opportunities.assess import assess, definitions
from upplint.tender.opportunities.model import Condition, Opportunity, Outcome, Status

__all__ = ["Condition", "Opportunity", "Outcome", "Status", "assess", "definitions"]
