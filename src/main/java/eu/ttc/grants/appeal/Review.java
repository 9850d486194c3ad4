package eu.ttc.grants.appeal;

import eu.ttc.grants.kernel.ReasonCode;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What whoever decides on an appeal needs to know.
 *
 * @param decideBy until when it is to be decided
 * @param extensible whether the time may be extended, which is done once
 * @param resumeSteps where the case may go on if the appeal is upheld
 * @param reasonCodes why the application was rejected
 */
public record Review(
    OffsetDateTime decideBy,
    boolean extensible,
    List<ResumeStep> resumeSteps,
    List<ReasonCode> reasonCodes) {}
