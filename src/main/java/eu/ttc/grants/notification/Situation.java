package eu.ttc.grants.notification;

import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import java.util.List;
import java.util.Optional;

/**
 * What a mail tells of the case, beyond the words of its template.
 *
 * @param entry the entry of the history that is told
 * @param due until when the applicant has to do something
 * @param amount granted or paid
 * @param reasons why it was refused, in the rules' words
 * @param conditions of the award, as far as the mail is about them
 * @param words why, in the words of the person who decided
 * @param remedy key of the text that says how to object
 * @param answerOn page of ours, or address of another, on which the reader goes on; empty for the
 *     page of the application
 */
record Situation(
    HistoryEntry entry,
    String project,
    Optional<Due> due,
    Optional<Cents> amount,
    List<ReasonCode> reasons,
    List<String> conditions,
    Optional<String> words,
    Optional<String> remedy,
    Optional<String> answerOn) {}
