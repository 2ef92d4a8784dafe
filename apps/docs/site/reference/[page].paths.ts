import { includedPages } from '../../src/included-pages.ts';

export default { paths: includedPages };
