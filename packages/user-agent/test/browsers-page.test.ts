import { expect, test } from 'vitest';

import { browsersPage } from './support/browsers-page.ts';

test('the page "where browsers differ" is what the table says', async () => {
  await expect(browsersPage()).toMatchFileSnapshot('../BROWSERS.md');
});
