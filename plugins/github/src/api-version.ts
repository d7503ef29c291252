/** The version of the REST API that all requests name. @see https://docs.github.com/en/rest/about-the-rest-api/api-versions */
export const apiVersion = '2026-03-10';
