package eu.ttc.grants.stateaid;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import eu.ttc.grants.kernel.Cents;
import java.util.List;

/** Whether the parties' de minimis accounts have room for new aid. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface HeadroomCheck {

  /** There is room for every share, and all are held until they are granted or released. */
  record Reserved(Cents amount) implements HeadroomCheck {}

  /**
   * A share would break the ceiling of its party, so none of it may be de minimis (Regulation (EU)
   * 2023/2831, Art. 3(7)); nothing is held for anybody.
   *
   * @param figures of all parties; those that failed say so
   */
  record CeilingExceeded(List<HeadroomFigures> figures) implements HeadroomCheck {}
}
