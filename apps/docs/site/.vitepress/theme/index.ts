import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';

import './style.css';
import WhyBlocked from './WhyBlocked.vue';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component('WhyBlocked', WhyBlocked);
  },
};

export default theme;
