package eu.ttc.grants.budget;

import java.time.Instant;

/**
 * Where an application stands on the waiting list.
 *
 * @param position from 1; so many vouchers must be released until it has one
 * @param total how many wait in all
 * @param voucherReleased a voucher is set aside for it and is being reserved
 */
public record WaitingPosition(int position, int total, boolean voucherReleased, Instant joinedAt) {}
