import { describe, expect, it } from 'vitest';
import { asAttachment } from './attachment.ts';

describe('asAttachment', () => {
  it.each([
    ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    ["účet (1)'s.pdf", `attachment; filename="__et (1)'s.pdf"; filename*=UTF-8''%C3%BA%C4%8Det%20%281%29%27s.pdf`],
    ['a"; x="\r\nX-Evil: 1', `attachment; filename="a_; x=___X-Evil: 1"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0AX-Evil%3A%201`],
  ])('writes %j', (name, header) => {
    expect(asAttachment(name)).toBe(header);
  });
});
