// How drizzle-kit writes migrations; a person reads them before they run. Never used to push.
import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./drizzle/schema/index.ts",
  out: "./drizzle/migrations",
  entities: { roles: { exclude: ["app_user", "app_auth", "app_job"] } },
});
