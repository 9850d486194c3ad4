package eu.ttc.grants.stateaid;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a grant holds in the de minimis account of one enterprise.
 *
 * @param party name of the enterprise
 * @param enterprise its country and register number
 * @param grantedOn day on which the right to it arose; null while it is only reserved
 */
public record DeMinimisEntry(
    String party,
    String enterprise,
    @JsonProperty("amountCents") Cents amount,
    @Nullable LocalDate grantedOn) {}
