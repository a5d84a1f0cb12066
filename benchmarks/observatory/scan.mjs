// Grades the pages whose paths are given, on https://localhost, with Mozilla's scanner; prints JSON. Its own command grades "/" alone.
import { NUM_TESTS, ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "@mdn/mdn-http-observatory/src/grader/charts.js";
import { getGradeForScore, getScoreModifier } from "@mdn/mdn-http-observatory/src/grader/grader.js";
import { retrieve } from "@mdn/mdn-http-observatory/src/retriever/retriever.js";

const grades = [];
for (const path of process.argv.slice(2)) {
  const found = await retrieve("localhost", { path });
  if (!found.responses.auto) throw new Error(`${path} does not answer.`);
  const tests = ALL_TESTS.map((test) => test(found)).map((result) => ({
    name: result.constructor.name,
    result: result.result,
    passed: result.pass,
    points: getScoreModifier(result.result),
  }));
  const lost = tests.reduce((sum, { points }) => sum + Math.min(points, 0), 100);
  const won = tests.reduce((sum, { points }) => sum + Math.max(points, 0), 0);
  const { score, grade } = getGradeForScore(lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? lost + won : lost);
  grades.push({ path, status: found.responses.auto.status, score, grade, passed: tests.filter((test) => test.passed).length, of: NUM_TESTS, tests });
}
console.log(JSON.stringify(grades));
