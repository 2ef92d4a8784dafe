import { codePages } from '../../src/code-pages.ts';

export default { paths: codePages };
