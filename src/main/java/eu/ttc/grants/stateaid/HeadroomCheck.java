package eu.ttc.grants.stateaid;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import eu.ttc.grants.kernel.Cents;

/** Whether the undertaking's de minimis account has room for new aid. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface HeadroomCheck {

  /** There is room, and the amount is held until it is granted or released. */
  record Reserved(Cents amount) implements HeadroomCheck {}

  /**
   * The new aid would break the ceiling, so none of it may be de minimis (Regulation (EU)
   * 2023/2831, Art. 3(7)); nothing is held.
   */
  record CeilingExceeded(HeadroomFigures figures) implements HeadroomCheck {}
}
