package eu.ttc.grants.outcome;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The programme's outcome indicators as an enterprise reports them ({@code domain.md} § 8).
 *
 * @param jobsCreated full-time equivalents since the application, with at most two decimals
 * @param followOnInvestmentCents private money invested in the project since, in euro cents
 * @param productLaunched whether a product or service of the project is on the market
 */
public record ReportOutcome(
    @Nullable BigDecimal jobsCreated,
    @Nullable Long followOnInvestmentCents,
    @Nullable Boolean productLaunched,
    @Nullable String comment) {}
