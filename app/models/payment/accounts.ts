// The accounts of a fund, in the order money goes through them. Data alone.

export const ACCOUNTS = ["budget", "available", "reserved", "payable", "paid", "recouped"] as const;
export type Account = (typeof ACCOUNTS)[number];

export const isAccount = (name: string): name is Account => ACCOUNTS.some((account) => account === name);
