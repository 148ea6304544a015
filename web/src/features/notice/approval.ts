/** A basis that the policy itself calls 待确认 is none yet: the server refuses to put up a notice on it. */
export const isApproved = (approval: string | undefined): boolean => Boolean(approval) && !approval?.includes("待确认");
