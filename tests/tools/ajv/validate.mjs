// node validate.mjs SCHEMA DOCUMENT…: prints, for each document, the list of what Ajv finds wrong with it.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schema, ...documents] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
const ajv = new Ajv2020({ strict: true, strictRequired: true, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(schema);
const found = documents.map((document) => (validate(document) ? [] : validate.errors));
process.stdout.write(JSON.stringify(found));
