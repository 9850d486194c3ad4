package eu.ttc.grants.stateaid;

import java.util.Optional;

/** Whether a place lies in an assisted area (Art. 107(3)(a) or (c) TFEU). */
public enum AssistedArea {
  NONE,
  A,
  C;

  Optional<BonusGround> ground() {
    return switch (this) {
      case NONE -> Optional.empty();
      case A -> Optional.of(BonusGround.ASSISTED_A_AREA);
      case C -> Optional.of(BonusGround.ASSISTED_C_AREA);
    };
  }
}
