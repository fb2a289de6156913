import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mock } from './mock/mock.ts';

// `npm run dev` answers by the mock; with ESG=http://127.0.0.1:8080 by that node.
const node = process.env.ESG;

export default defineConfig({
    plugins: [react(), ...(node ? [] : [mock()])],
    build: {
        outDir: 'target/classes/esg/console',
        emptyOutDir: true,
        cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // those know light-dark(); what replaces it for older ones needs more than Mantine gives
        assetsInlineLimit: 0, // data: URLs would need a wider Content-Security-Policy
        chunkSizeWarningLimit: 1000,
    },
    server: { proxy: node ? { '/api': node, '/rest': node } : {} },
    test: { include: ['src/**/*.test.ts'] },
});
