/** The HTTP API: one function a verb; what goes wrong becomes a Problem with one line for people. */

import { settings } from "./settings.js";

const ROOT = "/api/v1";

export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** An address of the API, with whoever listens in it. */
export function address(path, params = {}) {
  const url = new URL(ROOT + path, location.origin);
  if (settings.listener) url.searchParams.set("listener", settings.listener);
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null) url.searchParams.set(name, value);
  }
  return url;
}

async function call(path, params, options = {}) {
  let response;
  try {
    response = await fetch(address(path, params), options);
  } catch {
    throw new Problem(0, "There is no connection to the teller.");
  }
  if (response.ok) return response.json();
  const said = await response.json().catch(() => ({}));
  throw new Problem(response.status, said.detail || response.statusText);
}

export const get = (path, params) => call(path, params);

export const post = (path, body, params) =>
  call(path, params, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });

/** Files under one field name; `method` POST adds, PUT renews. */
export function upload(path, field, files, method = "POST") {
  const form = new FormData();
  for (const file of files) form.append(field, file, file.name);
  return call(path, {}, { method, body: form });
}
