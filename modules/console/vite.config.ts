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
        assetsInlineLimit: 0, // data: URLs would need a wider Content-Security-Policy
        chunkSizeWarningLimit: 1000,
    },
    server: { proxy: node ? { '/api': node, '/rest': node } : {} },
    test: { include: ['src/**/*.test.ts'] },
});
