package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.screening.SmeCategory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decision tables are asked about one partner's costs of one category. Holds no personal
 * data: partners are numbers.
 *
 * @param partner number within the project, the first is 1
 * @param rules which rows of the tables hold on the granting day
 * @param workStarted whether work began before the application
 * @param grounds all that hold; the tables know which excludes which
 * @param adviceWithinCeiling whether aid for innovation advice may be more than for other services
 * @param deMinimisRoom whether the undertaking could get the aid as de minimis aid
 */
public record AidQuestion(
    int partner,
    AidCategory category,
    String rules,
    Scheme scheme,
    boolean economicActivity,
    boolean recoveryOrder,
    boolean inDifficulty,
    boolean workStarted,
    @Nullable SmeCategory sizeClass,
    List<BonusGround> grounds,
    boolean adviceWithinCeiling,
    boolean deMinimisRoom) {

  AidQuestion withRoom(boolean room) {
    return new AidQuestion(
        partner,
        category,
        rules,
        scheme,
        economicActivity,
        recoveryOrder,
        inDifficulty,
        workStarted,
        sizeClass,
        grounds,
        adviceWithinCeiling,
        room);
  }
}
