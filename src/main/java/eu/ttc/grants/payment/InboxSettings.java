package eu.ttc.grants.payment;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From where the bank's files are picked up; nothing is while no folder is given.
 *
 * @param folder into which the bank's software puts them; gets the folders {@code done} and {@code
 *     refused}
 * @param every how often it is looked at
 * @param untouched how long a file must have been left alone before it counts as whole
 */
@ConfigurationProperties("grants.payment.inbox")
record InboxSettings(
    Path folder, @DefaultValue("PT1M") Duration every, @DefaultValue("PT10S") Duration untouched) {}
