// What must happen downstream when something happens upstream: the one file that sees the whole river. Registers; decides nothing.
export {};
